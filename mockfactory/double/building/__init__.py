"""Making doubles: their classes, their methods, and putting them in place."""
