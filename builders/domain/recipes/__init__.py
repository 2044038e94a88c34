"""How the objects of the domain are drawn, each plausible as a whole: one builder for each model."""
