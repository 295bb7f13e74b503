"""What Streamlit does not do: the guard before it, headers, the start page, compressed assets."""
