"""`python -m zhanggui`: the command line, where no script was installed."""

from zhanggui.command import main

main()
