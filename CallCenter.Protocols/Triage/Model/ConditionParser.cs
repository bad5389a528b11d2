using System.Globalization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>What the parser made of a text: a condition, or one problem and the offset where it stands.</summary>
public sealed record ParsedCondition(Condition? Condition, string? Problem, int Offset);

/// <summary>
/// <c>expr = and {"or" and}; and = not {"and" not}; not = "not" not | "(" expr ")" | test;
/// test = fact [(&gt;= | &lt;= | &gt; | &lt; | = | !=) literal]</c>. No functions, dates, patterns or arithmetic.
/// </summary>
public static class ConditionParser
{
    private const int LongestText = 1000;
    private const int DeepestNesting = 20;

    public static ParsedCondition Parse(string text)
    {
        if (text.Length > LongestText) return new(null, $"the expression is longer than {LongestText} characters", 0);
        var cursor = new Cursor(text);
        var condition = cursor.Any(0);
        if (condition is not null && !cursor.AtEnd) { condition = null; cursor.Fail($"\"{cursor.Next()}\" is not expected here"); }
        return new(condition, cursor.Problem, cursor.ProblemAt);
    }

    private sealed class Cursor(string text)
    {
        private int _at;

        public string? Problem { get; private set; }
        public int ProblemAt { get; private set; }
        public bool AtEnd { get { SkipSpace(); return _at >= text.Length; } }

        public Condition? Any(int depth)
        {
            var left = All(depth);
            while (left is not null && Take("or"))
                left = All(depth) is { } right ? new AnyOf(left, right) : null;
            return left;
        }

        private Condition? All(int depth)
        {
            var left = Negated(depth);
            while (left is not null && Take("and"))
                left = Negated(depth) is { } right ? new AllOf(left, right) : null;
            return left;
        }

        private Condition? Negated(int depth)
        {
            if (depth > DeepestNesting) return Fail("the expression is nested too deeply");
            if (Take("not")) return Negated(depth + 1) is { } inner ? new Not(inner) : null;
            if (!Take("(")) return Test();
            var nested = Any(depth + 1);
            return nested is null || Take(")") ? nested : Fail("a closing bracket is missing");
        }

        private Condition? Test()
        {
            var fact = Word();
            if (fact.Length == 0) return Fail(AtEnd ? "the expression ends too early" : "a fact is expected here");
            if (fact is "and" or "or" or "not" || !char.IsAsciiLetterLower(fact[0])) return Fail($"a fact is expected, not \"{fact}\"");
            _at += fact.Length;
            return Operator() is { } comparison ? Compared(fact, comparison) : new FactTest(fact, Comparison.IsOn, default);
        }

        private Condition? Compared(string fact, Comparison comparison)
        {
            var literal = Word();
            if (literal.Length == 0) return Fail("a number or a choice is expected after the comparison");
            var isNumber = decimal.TryParse(literal, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
            if (!isNumber && !char.IsAsciiLetterLower(literal[0])) return Fail($"\"{literal}\" is neither a number nor a choice");
            _at += literal.Length;
            return new FactTest(fact, comparison, isNumber ? FactValue.Of(number) : FactValue.Of(literal));
        }

        private Comparison? Operator()
        {
            if (Take(">=")) return Comparison.AtLeast;
            if (Take("<=")) return Comparison.AtMost;
            if (Take("!=")) return Comparison.IsNot;
            if (Take(">")) return Comparison.Above;
            if (Take("<")) return Comparison.Below;
            return Take("=") ? Comparison.Is : null;
        }

        /// <summary>The word, number or sign at the cursor, without moving.</summary>
        public string Word()
        {
            SkipSpace();
            var end = _at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-')) end++;
            return text[_at..end];
        }

        /// <summary>What a reader sees at the cursor: the word, or the sign that is none.</summary>
        public string Next() => Word() is { Length: > 0 } word ? word : text[_at..Math.Min(text.Length, _at + 1)];

        private bool Take(string token)
        {
            SkipSpace();
            var found = char.IsAsciiLetter(token[0])
                ? Word() == token
                : string.CompareOrdinal(text, _at, token, 0, token.Length) == 0;
            if (found) _at += token.Length;
            return found;
        }

        private void SkipSpace()
        {
            while (_at < text.Length && text[_at] == ' ') _at++;
        }

        public Condition? Fail(string problem)
        {
            if (Problem is null) (Problem, ProblemAt) = (problem, _at);
            return null;
        }
    }
}
