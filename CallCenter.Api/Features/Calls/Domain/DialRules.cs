using PhoneNumbers;

namespace CallCenter.Api.Features.Calls.Domain;

/// <summary>Which typed numbers may be rung. Never one that leads to emergency services: the caller dials those herself, from where she is.</summary>
public static class DialRules
{
    private const string Home = "US";

    /// <summary>The number in E.164, or why it is not dialled: <c>emergency</c>, <c>not-a-number</c>, <c>costly</c>, <c>own-line</c>.</summary>
    public static (string? Number, string? Refused) Read(string? typed, IEnumerable<string> ownLines)
    {
        var text = typed?.Trim() ?? "";
        var (numbers, shorts) = (PhoneNumberUtil.GetInstance(), ShortNumberInfo.GetInstance());
        if (shorts.ConnectsToEmergencyNumber(text, Home)) return (null, "emergency");
        PhoneNumber parsed;
        try
        {
            parsed = numbers.Parse(text, Home);
        }
        catch (NumberParseException)
        {
            return (null, "not-a-number");
        }

        var dialled = numbers.Format(parsed, PhoneNumberFormat.E164);
        // "+1 911": nothing but an emergency number behind the country code.
        if (shorts.ConnectsToEmergencyNumber(parsed.NationalNumber.ToString(System.Globalization.CultureInfo.InvariantCulture), Home)) return (null, "emergency");
        if (!numbers.IsValidNumber(parsed)) return (null, "not-a-number");
        if (numbers.GetNumberType(parsed) is PhoneNumberType.PREMIUM_RATE or PhoneNumberType.SHARED_COST) return (null, "costly");
        // A line of ours would ring our own greeting.
        return ownLines.Contains(dialled) ? (null, "own-line") : (dialled, null);
    }
}
