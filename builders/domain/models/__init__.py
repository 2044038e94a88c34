"""What the objects of the domain are, and what each of them refuses. How they are drawn stands in `recipes`."""
