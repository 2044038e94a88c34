"""How an object of a type is built: the type is read once (`reading`), its objects drawn and checked (`record`)."""
