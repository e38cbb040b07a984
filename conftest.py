"""The folders chassis/ and gateway/ hold packages of the same name.

Importing the packages first keeps pytest from taking the folders for them when it names the test modules.
"""

import chassis  # noqa: F401
import gateway  # noqa: F401
