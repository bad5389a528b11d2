namespace CallCenter.Scenarios.Tests.Harness;

/// <summary>Cases of one kind: the first in every run, all of them with <c>CALLCENTER_TEST_LONG=1</c>.</summary>
internal static class LongRun
{
    private static bool IsAsked => Environment.GetEnvironmentVariable("CALLCENTER_TEST_LONG") == "1";

    public static TheoryData<T> Of<T>(params T[] cases) => [.. IsAsked ? cases : cases[..1]];

    public static TheoryData<T, U> Of<T, U>(params (T, U)[] cases) => [.. IsAsked ? cases : cases[..1]];
}
