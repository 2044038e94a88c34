"""What things of this room are given, looked at before anything is done with it: numbers, ids, kinds."""
