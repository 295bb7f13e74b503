"""dashboard: two Streamlit apps, the staff portal and the public transparency pages, over the same parts."""
