//! Which article an entry is about, by a table that was filled by hand for the recorded answers.
//!
//! The entries are those that tell of events, and of the others all that link to more than one article and a date.
//! Where several articles are as good, all are named; `-` stands for none.

use daybook::event::{Language, MonthDay};
use daybook::feed::{Answer, Key, List, Mapper};
use serde_json::Value;

use crate::support::skipped::skipped;

/// Of a list, entry number so and so, which is of that year: the titles that are right.
type Row = (List, usize, Option<i64>, &'static [&'static str]);

/// A recorded answer: the file, the day, and what is right.
type Recorded = (&'static str, (u32, u32), &'static [Row]);

const RECORDED: &[Recorded] = &[
    ("rest_v1_en_all_10-30_recorded-2017-10-30_full.json", (10, 30), OCT_30),
    ("feed_v1_en_all_03-30_recorded-2025-03-30_5-per-kind.json", (3, 30), MAR_30),
    ("feed_v1_en_onthisday-list_03-07_recorded-2023-03_bare-array.json", (3, 7), MAR_7),
];

const OCT_30: &[Row] = &[
    (List::Selected, 0, Some(1983), &["Argentine general election, 1983"]),
    (List::Selected, 1, Some(1961), &["Tsar Bomba"]),
    (List::Selected, 2, Some(1918), &["Armistice of Mudros"]),
    (List::Selected, 3, Some(1888), &["Rudd Concession"]),
    (List::Selected, 4, Some(1806), &["Capitulation of Stettin"]),
    (List::Events, 0, Some(2015), &["Colectiv nightclub fire"]),
    (List::Events, 1, Some(2014), &["International recognition of the State of Palestine"]),
    (List::Events, 2, Some(2005), &["Dresden Frauenkirche"]),
    (List::Events, 3, Some(1995), &["Quebec referendum, 1995"]),
    (List::Events, 4, Some(1993), &["Greysteel massacre"]),
    (List::Events, 5, Some(1987), &["TurboGrafx-16"]),
    (List::Events, 6, Some(1985), &["STS-61-A"]),
    (List::Events, 7, Some(1983), &["-"]),
    (List::Events, 8, Some(1980), &["Football War"]),
    (List::Events, 9, Some(1975), &["Juan Carlos I of Spain"]),
    (List::Events, 10, Some(1974), &["The Rumble in the Jungle"]),
    (List::Events, 11, Some(1973), &["Bosphorus Bridge"]),
    (List::Events, 12, Some(1970), &["-", "Vietnam War"]),
    (List::Events, 13, Some(1965), &["White shift dress of Jean Shrimpton"]),
    (List::Events, 14, Some(1965), &["-", "Viet Cong", "United States Marine Corps"]),
    (List::Events, 15, Some(1961), &["Joseph Stalin"]),
    (List::Events, 16, Some(1961), &["Tsar Bomba"]),
    (List::Events, 17, Some(1960), &["Michael Woodruff"]),
    (List::Events, 18, Some(1953), &["Dwight D. Eisenhower", "United States National Security Council"]),
    (List::Events, 19, Some(1950), &["Miracle of the Sun", "Pope Pius XII"]),
    (List::Events, 20, Some(1947), &["General Agreement on Tariffs and Trade"]),
    (List::Events, 21, Some(1945), &["Jackie Robinson"]),
    (List::Events, 22, Some(1944), &["Anne Frank", "Margot Frank"]),
    (List::Events, 23, Some(1942), &["German submarine U-559", "Tony Fasson", "HMS Petard (G56)"]),
    (List::Events, 24, Some(1941), &["Bełżec extermination camp"]),
    (List::Events, 25, Some(1941), &["Lend-Lease"]),
    (List::Events, 26, Some(1938), &["The War of the Worlds (radio drama)"]),
    (List::Events, 27, Some(1929), &["Standseilbahn Stuttgart"]),
    (List::Events, 28, Some(1925), &["John Logie Baird"]),
    (List::Events, 29, Some(1920), &["Communist Party of Australia"]),
    (List::Events, 30, Some(1918), &["Armistice of Mudros"]),
    (List::Events, 31, Some(1905), &["October Manifesto"]),
    (List::Events, 32, Some(1894), &["Pandoro"]),
    (List::Events, 33, Some(1888), &["Rudd Concession"]),
    (List::Events, 34, Some(1864), &["Helena, Montana"]),
    (List::Events, 35, Some(1864), &["Second Schleswig War"]),
    (List::Events, 36, Some(1863), &["George I of Greece"]),
    (List::Events, 37, Some(1831), &["Nat Turner's slave rebellion"]),
    (List::Events, 38, Some(1817), &["Simón Bolívar"]),
    (List::Events, 39, Some(1806), &["Capitulation of Stettin"]),
    (List::Events, 40, Some(1657), &["Battle of Ocho Rios"]),
    (List::Events, 41, Some(1501), &["Banquet of Chestnuts"]),
    (List::Events, 42, Some(1485), &["Henry VII of England"]),
    (List::Events, 43, Some(1340), &["Battle of Río Salado"]),
    (List::Events, 44, Some(1270), &["Eighth Crusade"]),
    (List::Events, 45, Some(1137), &["Battle of Rignano"]),
    (List::Events, 46, Some(758), &["Guangzhou"]),
    (List::Events, 47, Some(637), &["Battle of the Iron Bridge"]),
    (List::Holidays, 0, None, &["Remembrance days in Slovakia"]),
    (List::Holidays, 2, None, &["Dominic Collins"]),
    (List::Holidays, 4, None, &["Maria Teresa of St. Joseph"]),
    (List::Holidays, 5, None, &["John Wycliffe"]),
    (List::Holidays, 13, None, &["Day of Remembrance of the Victims of Political Repressions"]),
    (List::Holidays, 14, None, &["Public holidays in Indonesia"]),
    (List::Holidays, 16, None, &["Thevar Jayanthi"]),
    (List::Births, 9, Some(1987), &["Danielle Fong"]),
    (List::Births, 61, Some(1969), &["Stanislav Gross"]),
    (List::Births, 80, Some(1961), &["Giorgos Papakonstantinou"]),
    (List::Births, 88, Some(1958), &["Olav Dale"]),
    (List::Births, 92, Some(1955), &["Heidi Heitkamp"]),
    (List::Births, 99, Some(1951), &["Poncho Sanchez"]),
    (List::Births, 123, Some(1941), &["Otis Williams"]),
    (List::Births, 124, Some(1941), &["Theodor W. Hänsch"]),
    (List::Births, 125, Some(1939), &["Leland H. Hartwell"]),
    (List::Births, 151, Some(1928), &["Daniel Nathans"]),
    (List::Births, 168, Some(1914), &["Leabua Jonathan"]),
    (List::Births, 173, Some(1908), &["Dmitry Ustinov"]),
    (List::Births, 182, Some(1900), &["Ragnar Granit"]),
    (List::Births, 190, Some(1895), &["Dickinson W. Richards"]),
    (List::Births, 191, Some(1895), &["Gerhard Domagk"]),
    (List::Births, 205, Some(1877), &["Hugo Celmiņš"]),
    (List::Births, 206, Some(1873), &["Francisco I. Madero"]),
    (List::Births, 215, Some(1751), &["Richard Brinsley Sheridan"]),
    (List::Births, 216, Some(1735), &["John Adams"]),
    (List::Births, 220, Some(1632), &["Christopher Wren"]),
    (List::Births, 228, Some(-39), &["Julia the Elder"]),
    (List::Deaths, 8, Some(2014), &["Thomas Menino"]),
    (List::Deaths, 29, Some(2004), &["Phyllis Frost"]),
    (List::Deaths, 35, Some(1998), &["Florence Nagle"]),
    (List::Deaths, 44, Some(1979), &["Barnes Wallis"]),
    (List::Deaths, 45, Some(1975), &["Gustav Ludwig Hertz"]),
    (List::Deaths, 53, Some(1961), &["Luigi Einaudi"]),
    (List::Deaths, 55, Some(1942), &["Walter Buckmaster"]),
    (List::Deaths, 57, Some(1923), &["Bonar Law"]),
    (List::Deaths, 60, Some(1915), &["Charles Tupper"]),
    (List::Deaths, 62, Some(1912), &["James S. Sherman"]),
    (List::Deaths, 63, Some(1910), &["Henry Dunant"]),
    (List::Deaths, 64, Some(1905), &["Boyd Dunlop Morehead"]),
    (List::Deaths, 66, Some(1896), &["Carol Benesch"]),
    (List::Deaths, 67, Some(1895), &["James Patterson (Australian politician)"]),
    (List::Deaths, 68, Some(1894), &["Honoré Mercier"]),
    (List::Deaths, 69, Some(1893), &["John Abbott"]),
    (List::Deaths, 72, Some(1882), &["William Forster (Australian politician)"]),
    (List::Deaths, 76, Some(1809), &["William Cavendish-Bentinck, 3rd Duke of Portland"]),
    (List::Deaths, 81, Some(1685), &["Michel Le Tellier"]),
    (List::Deaths, 94, Some(1137), &["Sergius VII of Naples"]),
    (List::Deaths, 95, Some(526), &["Paul of Edessa"]),
];

const MAR_30: &[Row] = &[
    (List::Selected, 0, Some(2009), &["2009 Lahore police academy attack"]),
    (List::Selected, 1, Some(2002), &["Death and funeral of Queen Elizabeth The Queen Mother"]),
    (List::Selected, 2, Some(1981), &["Attempted assassination of Ronald Reagan"]),
    (List::Selected, 3, Some(1977), &["Annie Hall"]),
    (List::Selected, 4, Some(1972), &["Easter Offensive"]),
    (List::Events, 0, Some(2023), &["Prosecution of Donald Trump in New York"]),
    (List::Events, 1, Some(2019), &["Pope Francis"]),
    (List::Events, 2, Some(2018), &["2018–2019 Gaza border protests"]),
    (List::Events, 3, Some(2017), &["SpaceX"]),
    (List::Events, 4, Some(2011), &["Min Aung Hlaing"]),
];

const MAR_7: &[Row] = &[
    (List::Selected, 0, Some(2009), &["Massereene Barracks shooting"]),
    (List::Selected, 1, Some(2009), &["Kepler space telescope"]),
    (List::Selected, 2, Some(1985), &["We Are the World"]),
    (List::Selected, 3, Some(1968), &["Operation Truong Cong Dinh"]),
    (List::Selected, 4, Some(1965), &["Selma to Montgomery marches"]),
];

/// How many are right, and what is wrong.
fn measure((file, (month, day), rows): &Recorded) -> Option<(usize, Vec<String>)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/wikimedia");
    let body = std::fs::read(root.join(file)).ok()?;
    let whole: Value = serde_json::from_slice(&body).expect("JSON");
    let (mut right, mut wrong) = (0, Vec::new());
    for (list, place, year, titles) in *rows {
        let key = Key { day: MonthDay::new(*month, *day).unwrap(), language: Language::En, list: *list };
        let answer = Answer::read(&body, *list).expect("an answer");
        let entry = &whole.get(list.word()).unwrap_or(&whole)[*place];
        assert_eq!(entry["year"].as_i64(), *year, "{key}: entry {place}");
        let topic = Mapper::topics(&answer, key).swap_remove(*place);
        let topic = topic.as_deref().unwrap_or("-");
        if titles.contains(&topic) {
            right += 1;
        } else {
            wrong.push(format!("{key}, {year:?}: {topic:?} for {titles:?}"));
        }
    }
    Some((right, wrong))
}

#[test]
fn the_topic_is_found_among_the_articles_of_an_entry() {
    let measured: Vec<_> = RECORDED.iter().filter_map(measure).collect();
    if measured.len() < RECORDED.len() {
        skipped("the recorded answers of the feed (../shared/fixtures/wikimedia) are not here");
        return;
    }
    let right: usize = measured.iter().map(|(right, _)| right).sum();
    let wrong: Vec<_> = measured.into_iter().flat_map(|(_, wrong)| wrong).collect();
    let all = right + wrong.len();
    println!("{right} of {all} topics are right; not these:\n{}", wrong.join("\n"));
    assert!(all >= 60 && right * 100 >= all * 95, "{right} of {all}: {wrong:#?}");
}
