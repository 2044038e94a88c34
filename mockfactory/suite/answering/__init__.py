"""What the doubles of a suite answer as, until a test says otherwise."""
