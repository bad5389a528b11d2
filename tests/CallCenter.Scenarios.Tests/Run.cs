using CallCenter.Scenarios.Tests.Harness;

// Each scenario is four processes and a browser; two of them at once would only wait for each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Chromium))]
