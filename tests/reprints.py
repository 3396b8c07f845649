"""Texts of the tests' own, long enough to be told from one another, and the edits that a reprint has."""

STORY = (
    "The two governments agreed on Tuesday to open the northern strait to the fishing boats of either side. "
    "Officials who took part in the talks called the agreement a modest step, reached after eleven rounds. "
    "Under its terms 140 boats may work the banks between April and September, within limits set each year. "
    "A joint commission of six members will sit in the old customs house and hear complaints about lost gear. "
    "Fishermen in the harbour towns had asked for such a commission since the winter storms of 1998. "
    "The opposition said that the government had given away waters which its fleet could hardly do without. "
    "The minister answered that nobody had counted the fish for a decade and that the first task was to count them. "
    "Scientists from both universities are to begin with a survey in March, paid for out of the licence fees."
)
OTHER = (
    "A court in the capital opened the hearing on the collapse of the harbour crane with a statement by the defence. "
    "It argued that the maker had been warned twice and that inspectors had signed off the cable a week before. "
    "Families of the four workers who died sat in the front row and left when photographs were shown to the judges. "
    "The trial is to last until the summer, and more than ninety witnesses have been called by the prosecution. "
    "Outside, a small crowd held up the names of the dead and asked for the port authority to be put in the dock. "
    "The judge told them that the question was not before her and that another bench would have to hear it."
)


def edited(text: str) -> str:
    """The text with a dateline, other words here and there, and a line at its end."""
    text = text.replace("Tuesday", "Wednesday").replace(" said ", " stated ").replace("summer", "autumn")
    return f"OSLO (AFP) - {text} (With inputs from agencies)"


def cut(text: str) -> str:
    """The first two thirds of the text."""
    sentences = text.split(". ")
    return ". ".join(sentences[: len(sentences) * 2 // 3]) + "."
