"""The ear of the stories is not deaf: what it is to hear, it hears."""


def test_a_request_to_another_host_is_heard(phone):
    page = phone.start()
    with page.expect_request("**/picture.png"):
        page.set_content('<img src="http://elsewhere.example/picture.png">')
    assert phone.watch.strangers == ["http://elsewhere.example/picture.png"]
    phone.close()
    phone.watch.strangers.clear()
    phone.watch.complaints.clear()


def test_an_error_in_the_console_is_heard(phone):
    page = phone.start()
    with page.expect_console_message():
        page.evaluate("console.error('it broke')")
    assert ["it broke" in words for words in phone.watch.complaints] == [True]
    phone.watch.complaints.clear()
