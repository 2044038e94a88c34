"""What is compared: two things read, which members count, and which class counts as which."""
