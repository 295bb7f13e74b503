"""Two Streamlit apps over the same parts: the staff portal and the public transparency pages."""
