"""`coverage`: few objects that between them have all there is to see."""
