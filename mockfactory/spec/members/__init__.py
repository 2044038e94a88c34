"""What a class body holds, member by member: kinds, signatures, attributes, assignments to `self`."""
