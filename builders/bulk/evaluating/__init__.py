"""The columns of each kind of draw; one file here for each file of `builders.draws`.

Importing this package registers all of them with `column_of`.
"""

from builders.bulk.evaluating import choices, gathering, numbers, phrases, records, texts, times, words

__all__ = ["choices", "gathering", "numbers", "phrases", "records", "texts", "times", "words"]
