"""What code that sends events depends on. No implementation is imported here."""
