"""The staff portal's entry script: look up whose run it is, then open the pages of that role, or the form."""

import streamlit as st

from dashboard import look_up, sign_in
from dashboard.server import destination

session = look_up.signed_in()

if session is None:
    st.set_page_config(page_title="Masuk · Siger")
    st.navigation([st.Page(sign_in.page, title="Masuk")], position="hidden").run()
elif destination.PARAMETER in st.query_params:
    sign_in.onward(st.query_params[destination.PARAMETER])
else:
    # imported only now: a run without a session has no page's code within reach
    from dashboard import reception

    reception.open_pages(session)
