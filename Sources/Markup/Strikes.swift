/// Where strikethrough begins and ends in the texts of the paragraph that is being written.
struct Strikes {
}
