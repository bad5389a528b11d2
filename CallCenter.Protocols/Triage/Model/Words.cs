namespace CallCenter.Protocols.Triage.Model;

/// <summary>Something said or shown: the English text and its translations by two-letter language.</summary>
public record Words(string Text, IReadOnlyDictionary<string, string> Translations)
{
    private static readonly IReadOnlyDictionary<string, string> NoTranslations = new Dictionary<string, string>();

    public static Words Of(string english) => new(english, NoTranslations);

    /// <summary>The text in a language, or the English text where nobody has translated it yet.</summary>
    public string In(string? language) =>
        language is not null && Translations.TryGetValue(language, out var text) ? text : Text;

    public bool Speaks(string language) => language == "en" || Translations.ContainsKey(language);
}
