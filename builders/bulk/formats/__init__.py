"""Files of rows: Parquet, CSV, and the text that PostgreSQL's COPY takes."""
