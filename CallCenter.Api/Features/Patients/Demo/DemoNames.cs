namespace CallCenter.Api.Features.Patients.Demo;

/// <summary>Invented people of many origins; likeness to anyone is chance. Twenty to a practice, together with those named in the stories.</summary>
internal static class DemoNames
{
    public static readonly string[] Lakeside =
    [
        "f Marguerite Delacroix", "m Chidi Anyanwu", "f Wilhelmina Vance", "m Teodor Kowalczyk", "f Lakshmi Venkataraman", "m Amos Turnbull",
        "f Bich Ngoc Tran", "m Ferdinand Aguilar", "f Odessa Prewitt", "m Yusuf Haddad", "f Soledad Barrientos", "m Leif Torvaldsen",
        "f Ruthanne McElroy", "m Kwabena Asante", "f Ilse Grunewald", "m Dalton Whitehorse", "f Hyacinth Beaumont",
    ];

    public static readonly string[] OakStreet =
    [
        "m Domingo Villalobos", "f Altagracia Peralta", "m Solomon Feldstein", "f Oksana Hrytsenko", "m Giacomo Bellandi", "f Parveen Chaudhry",
        "m Winston Braithwaite", "f Mei-Hua Zhang", "m Ignacio Restrepo", "f Bridget O'Hanrahan", "m Emeka Okwuosa", "f Xiomara Quiñones",
        "m Anselm Jablonski", "f Delphine Toussaint", "m Harjit Dhaliwal", "f Concepción de la Vega", "m Mordecai Rosenthal", "f Fatoumata Diallo",
        "m Stavros Papadakis",
    ];

    public static readonly string[] Northside =
    [
        "f Haruko Nishimura", "m Bartholomew Finch", "f Leilani Kekoa", "m Dong-hyun Seo", "f Guadalupe Ybarra", "m Ravi Subramanian",
        "f Ingeborg Halvorsen", "m Malakai Tupou", "f Rosalind Ashworth", "m Crisanto Dimaculangan", "f Nasrin Farahani", "m Otis Granderson",
        "f Yevgenia Sokolova", "m Lorenzo Maldonado", "f Siobhan Gallivan", "m Tadesse Woldemariam", "f Pham Thi Lan", "m Ezekiel Northcutt",
        "f Anneliese Baumgartner", "m Vikram Deshpande",
    ];

    public static readonly (string Given, string Relation)[] Family =
    [
        ("Noor", "daughter"), ("Calvin", "son"), ("Beatriz", "daughter"), ("Jonas", "brother"), ("Amina", "niece"), ("Perry", "neighbor"),
        ("Sunita", "sister"), ("Marcel", "nephew"), ("Ofelia", "granddaughter"), ("Desmond", "grandson"), ("Tobias", "son"),
    ];
}
