using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>
/// E03: an id that was given up comes back with another meaning (an id still in use is for the comparison, A31). W09: the English
/// text of a question changed and a translation did not.
/// </summary>
internal static class HistoryChecks
{
    public static void Run(Examination examination, IReadOnlyList<TriagePackage> earlier)
    {
        if (earlier.Count == 0) return;
        var inForce = Questions(earlier[^1]);
        var before = earlier.Select(Questions).ToList();
        foreach (var (name, question) in Questions(examination.Package))
            if (inForce.TryGetValue(name, out var was)) Translations(examination, name, was, question);
            else if (before.Select(q => q.GetValueOrDefault(name)).LastOrDefault(q => q is not null) is { } old && Meaning(old) != Meaning(question))
                examination.Add("E03", name, $"The id {name} once meant \"{old.Q.Text}\"", "Ids stay in notes for ever, and an old note would now say something else", "Give the question a new id");
    }

    private static Dictionary<string, Question> Questions(TriagePackage package) =>
        package.Protocols.SelectMany(p => p.Questions.Select(q => (Name: $"{p.Id}/{q.Question.Id}", q.Question))).ToDictionary(q => q.Name, q => q.Question);

    private static void Translations(Examination examination, string name, Question was, Question now)
    {
        foreach (var (language, text) in now.Q.Translations)
            if (now.Q.Text != was.Q.Text && was.Q.Translations.GetValueOrDefault(language) == text)
                examination.Add("W09", name + "/q", $"The \"{language}\" text of {name} is older than the English one", "The nurse would read a question that is no longer asked", $"Check q.{language} against the new English text");
    }

    private static string Meaning(Question question) => $"{SameWords.Key(question.Q.Text)} {question.From}";
}
