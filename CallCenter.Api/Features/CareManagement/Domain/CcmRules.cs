using NodaTime;

namespace CallCenter.Api.Features.CareManagement.Domain;

/// <summary>One code of the dated table.</summary>
/// <param name="FirstAt">Seconds from which one unit is earned.</param>
/// <param name="Each">Full seconds for each further unit; the same as <paramref name="FirstAt"/> for a code with one unit.</param>
/// <param name="Cap">Units a month.</param>
public sealed record CodeRule(string Code, int FirstAt, int Each, int Cap, YearMonth ValidFrom, YearMonth? ValidTo, string Source)
{
    public bool IsValid(YearMonth month) => month.CompareTo(ValidFrom) >= 0 && (ValidTo is not { } to || month.CompareTo(to) <= 0);

    public int Units(int seconds) => seconds < FirstAt ? 0 : Math.Min(Cap, 1 + (seconds - FirstAt) / Each);
}

/// <summary>
/// Non-complex chronic care management by clinical staff. A new year's rule is a new line with its dates, never a changed one:
/// a month is always judged by the rules that held in it.
/// </summary>
public sealed record CcmRules(string Version, YearMonth VerifiedThrough, IReadOnlyList<CodeRule> Codes, IReadOnlyList<string> Excluding)
{
    public const string Program = "CCM";

    /// <summary>Seconds per unit: twenty full minutes.</summary>
    public const int Unit = 20 * 60;

    public static CcmRules Current { get; } = new("2026-1", new YearMonth(2026, 12),
    [
        new("99490", Unit, Unit, 1, new(2015, 1), null, "CPT 99490: at least 20 minutes of clinical staff time in the calendar month"),
        new("G2058", 2 * Unit, Unit, 2, new(2020, 1), new(2020, 12), "CMS 2020: each further 20 minutes, at most two; replaced by 99439"),
        new("99439", 2 * Unit, Unit, 2, new(2021, 1), null, "CPT 99439: each further full 20 minutes, at most two"),
    ],
    // The same practitioner may not bill care management beside home health or hospice supervision or monthly dialysis care.
    ["G0181", "G0182", .. Enumerable.Range(90951, 20).Select(code => code.ToString(System.Globalization.CultureInfo.InvariantCulture))]);

    public IReadOnlyList<CodeRule> For(YearMonth month) => [.. Codes.Where(c => c.IsValid(month))];
}
