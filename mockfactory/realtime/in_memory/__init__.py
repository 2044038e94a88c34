"""Emitters and bridges that are real but for the network: events travel as JSON, within the process."""
