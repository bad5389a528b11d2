namespace CallCenter.Api.Tests.Harness;

/// <summary>For what a host does by itself in the background.</summary>
public static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> isSo, string otherwise)
    {
        for (var look = 0; look < 400; look++, await Task.Delay(50))
            if (await isSo()) return;
        Assert.Fail(otherwise);
    }
}
