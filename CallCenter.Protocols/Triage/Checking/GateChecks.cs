using CallCenter.Protocols.Triage.Engine;

namespace CallCenter.Protocols.Triage.Checking;

/// <summary>A33: what the gate takes for a red flag counts for less in another protocol.</summary>
internal static class GateChecks
{
    public static void Run(Examination examination, VerifierInput input)
    {
        var package = CompiledPackage.Of(examination.Package);
        var flags = package.Gate.Questions.Select(f => (Flag: f, Words: new SameWords(f.Question.Q.Text))).ToList();
        foreach (var question in package.Protocols.Where(p => p != package.Gate && (input.Examines(p.Id) || input.Examines(package.Gate.Id))).SelectMany(p => p.Questions))
        {
            var words = new SameWords(question.Question.Q.Text);
            foreach (var (flag, _) in flags.Where(f => f.Flag.Level.Rank > question.Level.Rank && (f.Flag.Id == question.Id || f.Words.Ask(words))))
                examination.Add("A33", $"{question.In.Id}/{question.Id}", $"{question.Id} gives {question.Level.Code}, and {package.Gate.Id}/{flag.Id} gives {flag.Level.Code} for the same finding", "The first minute and the ladder would contradict each other, and the caller would hear both", "Move it to the same tier, word it as what it is, or have a clinician accept it");
        }
    }
}
