"""What a fault plan is: immutable values that compose, compare by value and print as the code that makes them."""
