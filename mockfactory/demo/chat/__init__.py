"""A small chat service, as one may find it in a product: the subject of the demo's tests."""
