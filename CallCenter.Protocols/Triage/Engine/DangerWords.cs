using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Engine;

/// <summary>Looks for danger words in free text, in every language of the list, as whole words.</summary>
public static class DangerWords
{
    public static IReadOnlyList<Prompt> In(TriagePackage package, string text)
    {
        var said = LayWords.Folded(text);
        var prompts = new List<Prompt>();
        foreach (var (word, term, folded) in CompiledPackage.Of(package).DangerTerms)
            if (said.Contains(folded, StringComparison.Ordinal) && !prompts.Exists(p => p.WordId == word.Id))
                prompts.Add(new(word.Id, term, word.Protocol, word.Question));
        return prompts;
    }
}
