"""Pages of the staff portal; each is a script that Streamlit runs, granted by dashboard.navigation."""
