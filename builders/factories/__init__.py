"""Factories of factory_boy and polyfactory, as they are declared, drawing from an object's state."""
