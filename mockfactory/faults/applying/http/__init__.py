"""Acting a plan out on HTTP exchanges, of httpx and httpx2. Neither is imported before somebody gives a transport."""
