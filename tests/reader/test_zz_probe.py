async def test_probe(read_it, karro):
    async with read_it(karro) as r:
        print(r.shown()); print(r.cursor)
        await r.press("0"); print(r.shown())
        await r.press("enter"); print(r.cursor); print(r.drawn(lambda s: s.reverse), '|', r.drawn(lambda s: s.underline))
        await r.press("G"); await r.press("R"); print(r.shown())
        await r.press("i"); print(r.shown()); print(r.sheet_words())
    async with read_it(karro,(120,40)) as r:
        await r.press("5"); await r.settle();print(r.shown())
        for pane in ("facts","actors"): print(r.marked(pane))
