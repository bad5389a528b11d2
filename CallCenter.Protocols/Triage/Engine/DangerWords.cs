using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Looks for danger words in free text, in every language of the list, as whole words.</summary>
public static class DangerWords
{
    public static IReadOnlyList<Prompt> In(TriagePackage package, string text)
    {
        var said = LayWords.Folded(text);
        var prompts = new List<Prompt>();
        foreach (var word in package.DangerWords)
            if (word.Terms.ByLanguage.Values.SelectMany(t => t).FirstOrDefault(t => LayWords.Contains(said, t)) is { } heard)
                prompts.Add(new(word.Id, heard, word.Protocol, word.Question));
        return prompts;
    }
}
