using System.Reflection;
using System.Runtime.ExceptionServices;

namespace CallCenter.Bench.Mutation;

/// <summary>One case of one test; it passes when it does not throw.</summary>
internal sealed class Test(string name, Action run)
{
    public string Name => name;

    /// <summary>Processor time it takes unmutated.</summary>
    public TimeSpan Cost { get; set; }

    public Exception? Failure()
    {
        try
        {
            run();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}

/// <summary>The tests of an assembly, found by their attributes and called without a test platform: a mutant is judged in milliseconds.</summary>
internal static class TestSet
{
    private const int CallersPerProperty = 4;

    public static IReadOnlyList<Test> In(Assembly assembly) => [.. assembly.GetTypes()
        .Where(t => t.Namespace?.EndsWith(".Triage", StringComparison.Ordinal) == true || t.Namespace?.EndsWith(".Properties", StringComparison.Ordinal) == true
            || t.Namespace?.Contains(".Escalation", StringComparison.Ordinal) == true)
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).SelectMany(Cases)];

    private static IEnumerable<Test> Cases(MethodInfo method)
    {
        var kinds = method.GetCustomAttributes().Select(a => a.GetType().Name).ToHashSet();
        var name = $"{method.DeclaringType?.Name}.{method.Name}";
        if (kinds.Contains("PropertyAttribute"))
            return Enumerable.Range(1, CallersPerProperty).Select(seed => Case($"{name} (caller {seed})", method, () => Caller(method, seed)));
        if (kinds.Contains("TheoryAttribute"))
            return method.GetCustomAttributes().Where(IsData).SelectMany(a => Rows(a, method)).Select((row, i) => Case($"{name} (case {i + 1})", method, () => row));
        return kinds.Contains("FactAttribute") ? [Case(name, method, () => [])] : [];
    }

    private static Test Case(string name, MethodInfo method, Func<object?[]> arguments) => new(name, () =>
    {
        var test = Activator.CreateInstance(method.DeclaringType ?? typeof(object));
        try
        {
            if (method.Invoke(test, arguments()) is Task task) task.GetAwaiter().GetResult();
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
        finally
        {
            (test as IDisposable)?.Dispose();
        }
    });

    /// <summary>What a property is given: its own generated caller, or plain values of one seed.</summary>
    private static object?[] Caller(MethodInfo method, int seed)
    {
        var random = new Random(seed * 7919);
        return [.. method.GetParameters().Select(p => System.Type.GetTypeCode(p.ParameterType) switch
        {
            TypeCode.Boolean => random.Next(2) == 1,
            TypeCode.Byte => (byte)random.Next(256),
            TypeCode.UInt16 => (ushort)random.Next(65536),
            TypeCode.Int32 => random.Next(),
            TypeCode.Char => (char)random.Next(' ', '~'),
            _ => Activator.CreateInstance(p.ParameterType, seed * 7919),
        })];
    }

    private static bool IsData(Attribute a) => a.GetType().GetMethod("GetData") is not null;

    /// <summary>xunit's own data attributes give the rows: by name, since this program refers to no test package.</summary>
    private static IEnumerable<object?[]> Rows(Attribute data, MethodInfo method)
    {
        var get = data.GetType().GetMethod("GetData") ?? throw new InvalidOperationException(data.GetType().Name);
        dynamic pending = get.Invoke(data, [method, Activator.CreateInstance(get.GetParameters()[1].ParameterType)]) ?? throw new InvalidOperationException(method.Name);
        foreach (var row in (System.Collections.IEnumerable)pending.AsTask().GetAwaiter().GetResult())
            yield return Converted((object?[])(row.GetType().GetInterface("ITheoryDataRow")?.GetMethod("GetData")?.Invoke(row, null) ?? throw new InvalidOperationException(method.Name)), method);
    }

    private static object?[] Converted(object?[] row, MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (row.Length < parameters.Length) row = [.. row, .. parameters.Skip(row.Length).Select(p => p.DefaultValue)];
        return [.. row.Zip(parameters, (value, p) => Type(p) is var type && value is not null && !type.IsInstanceOfType(value) && value is IConvertible ? Convert.ChangeType(value, type) : value)];
    }

    private static Type Type(ParameterInfo p) => Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
}
