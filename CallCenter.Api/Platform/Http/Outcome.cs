using System.Diagnostics.CodeAnalysis;

namespace CallCenter.Api.Platform.Http;

/// <summary>A way to fail that is expected and has a name. <paramref name="Detail"/> says what happened and what to do next; it carries no personal data.</summary>
/// <param name="Code">Stable, kebab-case: <c>offer-lapsed</c>.</param>
/// <param name="Kind">Decides the HTTP status.</param>
public sealed record Refusal(string Code, RefusalKind Kind, string Detail)
{
    public static Refusal NotFound(string code, string detail) => new(code, RefusalKind.NotFound, detail);
    public static Refusal Conflict(string code, string detail) => new(code, RefusalKind.Conflict, detail);
    public static Refusal Invalid(string code, string detail) => new(code, RefusalKind.Invalid, detail);
    public static Refusal Forbidden(string code, string detail) => new(code, RefusalKind.Forbidden, detail);
}

public enum RefusalKind { Invalid, Forbidden, NotFound, Conflict }

/// <summary>The result of a command: a value, or a named refusal. A bug is an exception, never a refusal.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value)), MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    [SuppressMessage("Usage", "CA2225", Justification = "Return the value or the refusal; that is the whole point.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225", Justification = "Return the value or the refusal; that is the whole point.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>Thrown inside a unit of work to roll it back with a named refusal.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}
