"""Any list as a workbook (F84, X22): the same rows, filters, order and hidden fields as on the screen, run as a job."""
