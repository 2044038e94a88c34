"""Making what was decided on."""
