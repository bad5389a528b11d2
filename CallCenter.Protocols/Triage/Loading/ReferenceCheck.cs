using CallCenter.Protocols.Triage.Model;

namespace CallCenter.Protocols.Triage.Loading;

/// <summary>Checks what files say about each other; a package that fails here cannot be evaluated.</summary>
internal static class ReferenceCheck
{
    public static void Run(List<Protocol> protocols, List<DangerWord> words, List<Approval> approvals, IEnumerable<string> unread, LoadContext context)
    {
        foreach (var file in unread)
            context.Findings.Add(new(file, 1, 1), "E00", $"{file} is not a file of a package", "A misnamed file would be silently without effect", "Put protocols into triage/, or remove it");
        CheckIds(protocols, context);
        foreach (var protocol in protocols)
        {
            foreach (var (_, question) in protocol.Questions) CheckTargets(protocol, question, protocols, context);
            foreach (var (element, _, line) in protocol.Advice.Lines(protocol.Id)) CheckLine(protocol, element, line, protocols, context);
        }
        foreach (var word in words) CheckWord(word, protocols, context);
        foreach (var approval in approvals.Where(a => !protocols.Exists(p => p.Id == a.Protocol)))
            context.Findings.Add(new("approvals.yaml", 1, 1), "E12", $"The approved protocol \"{approval.Protocol}\" does not exist", "The approval would be silently without effect", "Mend the id, or remove the approval");
    }

    private static void CheckIds(List<Protocol> protocols, LoadContext context)
    {
        foreach (var twin in protocols.GroupBy(p => p.Id).Where(g => g.Count() > 1))
            context.Findings.Add(context.Sources.Of(twin.Key), "E03", $"The protocol id {twin.Key} is used by {twin.Count()} files", "Notes and links name a protocol by id", "Give each an id of its own");
        foreach (var protocol in protocols.GroupBy(p => p.Id).Where(g => g.Count() == 1).Select(g => g.Key))
            if (context.Sources.Of(protocol) is var at && Path.GetFileNameWithoutExtension(at.File) != protocol)
                context.Findings.Add(at, "E00", $"The file is named {Path.GetFileName(at.File)} and its id is {protocol}", "Notes and links name the id, and people look for the file", "Give both the same name");
        var gates = protocols.Where(p => p.IsGate).ToList();
        if (gates.Count == 1) return;
        var place = gates.Count == 0 ? new("triage", 1, 1) : context.Sources.Of(gates[1].Id);
        context.Findings.Add(place, "E24", gates.Count == 0 ? "There is no gate protocol" : $"There are {gates.Count} gate protocols", "Exactly one set of danger signs is checked first on every call", "Give one protocol role: gate");
    }

    private static void CheckTargets(Protocol protocol, Question question, List<Protocol> protocols, LoadContext context)
    {
        var element = $"{protocol.Id}/{question.Id}";
        if (question.Link is { Length: > 0 } link && !protocols.Exists(p => p.Id == link))
            context.Findings.Add(context.Sources.Of(element + "/link"), "E12", $"The linked protocol \"{link}\" does not exist", "A yes would lead nowhere", "Mend the id, or add the protocol");
        if (question.Do is { Length: > 0 } action && !OfferedAction.Known.Contains(action))
            context.Findings.Add(context.Sources.Of(element + "/do"), "E12", $"The action \"{action}\" does not exist", "A yes would offer nothing", $"Use one of: {string.Join(", ", OfferedAction.Known)}");
    }

    private static void CheckLine(Protocol protocol, string element, AdviceText line, List<Protocol> protocols, LoadContext context)
    {
        foreach (var (other, question) in AdviceText.Questions([.. line.After ?? [], .. line.Unless ?? []], protocol.Id))
            if (protocols.Find(p => p.Id == other)?.Questions.Any(q => q.Question.Id == question) is not true)
                context.Findings.Add(context.Sources.Of(element), "E12", $"The question {other}/{question} does not exist", "The line would be read to the wrong people, or to nobody", "Name a question of this protocol, or protocol/question");
    }

    private static void CheckWord(DangerWord word, List<Protocol> protocols, LoadContext context)
    {
        if (protocols.Find(p => p.Id == word.Protocol)?.Questions.Any(q => q.Question.Id == word.Question) == true) return;
        context.Findings.Add(context.Sources.Of("words/" + word.Id), "E12", $"The question {word.Protocol}/{word.Question} does not exist", "A danger word would prompt nothing", "Name a protocol and one of its questions");
    }
}
