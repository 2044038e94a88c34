"""What is said to the user: errors, their words, and the places in the code that they name."""
