"""How one value is drawn: each kind of draw says which expression computes it from an object's state.

A draw is data (a frozen dataclass), so that more than one reader can use it: `writing` makes Python functions of it,
`builders.bulk` makes columns.
"""
