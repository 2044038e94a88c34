"""A supervisor that hands the questions of a tenant's users to a triage, a data and an action agent."""
