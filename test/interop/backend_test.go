package interop

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

func TestItIsServingAndLogsWhatGrafanaCanRead(t *testing.T) {
	protocol, err := shared.client.Client()
	if err != nil {
		t.Fatal(err)
	}
	if err := protocol.Ping(); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(shared.log.String(), "[ERROR]") {
		t.Errorf("it logs errors: %s", shared.log)
	}
}

func TestAFramePassesUntouched(t *testing.T) {
	about := fixture(t, answerFrame(t))
	frame := oneFrame(t, askAll(t, about, nil, queryOf(t, "A", from, to, psi))["A"])
	if frame.Name != "drift.psi" || frame.Rows() != 3 {
		t.Errorf("another frame: %s of %d rows", frame.Name, frame.Rows())
	}
	if value, ok := frame.Fields[1].ConcreteAt(1); ok {
		t.Errorf("a null became %v", value)
	}
}

func TestTheCollectorIsAskedAsItsContractSays(t *testing.T) {
	seen := make(chan object, 1)
	respond := answerFrame(t)
	about := fixture(t, func(writer http.ResponseWriter, request *http.Request) {
		var body object
		_ = json.NewDecoder(request.Body).Decode(&body)
		body["authorization"] = request.Header.Get("Authorization")
		seen <- body
		respond(writer, request)
	})
	askAll(t, about, map[string]string{"FromAlert": "true"}, queryOf(t, "A", from, to, psi))
	got := <-seen
	want := object{
		"authorization": "Bearer secret",
		"fromAlert":     true,
		"query":         psi,
		"range":         object{"from": float64(from.UnixMilli()), "to": float64(to.UnixMilli())},
		"refId":         "A",
		"maxDataPoints": float64(43200),
		"intervalMs":    float64(60000),
	}
	gotText, _ := json.Marshal(got)
	wantText, _ := json.Marshal(want)
	if string(gotText) != string(wantText) {
		t.Errorf("asked %s\ninstead of %s", gotText, wantText)
	}
}

func TestEveryErrorSaysWhoseFaultItIs(t *testing.T) {
	var nowhere = contextFor("http://127.0.0.1:1", "secret", "Viewer")
	var nameless = contextFor("http://127.0.0.1:1", "secret", "Viewer")
	nameless.DataSourceInstanceSettings = nil
	for _, one := range []struct {
		name   string
		about  *pluginv2.PluginContext
		asked  object
		status int32
		source string
		text   string
	}{
		{"a refusal", fixture(t, refuse(404, object{"detail": "There is no model x.", "code": "unknown-model"})), psi, 404, "downstream", "There is no model x."},
		{"a failure of the collector", fixture(t, refuse(500, object{"detail": "It broke."})), psi, 500, "downstream", "It broke."},
		{"a token", fixture(t, refuse(401, object{})), psi, 401, "downstream", "does not accept the token"},
		{"nobody there", nowhere, psi, 502, "downstream", "cannot be reached"},
		{"a variable", nowhere, object{"measure": "drift.psi", "model": "$model"}, 400, "downstream", "$model"},
		{"no measure", nowhere, object{}, 400, "downstream", "names no measure"},
		{"no settings", nameless, psi, 400, "plugin", "named no data source"},
	} {
		t.Run(one.name, func(t *testing.T) {
			response := askAll(t, one.about, nil, queryOf(t, "A", from, to, one.asked))["A"]
			contains(t, response.Error, one.text)
			if response.Status != one.status || response.ErrorSource != one.source {
				t.Errorf("status %d of %s instead of %d of %s", response.Status, response.ErrorSource, one.status, one.source)
			}
		})
	}
}

func TestBadRequestsLeaveItAlive(t *testing.T) {
	about := fixture(t, answerFrame(t))
	for _, text := range []string{"", "null", "[]", "42", "\x00\xff", `{"measure":{}}`, `{"__proto__":{"measure":"x"}}`, `{"measure":"a","filters":[null,1]}`, strings.Repeat("[", 100_000)} {
		bad := &pluginv2.DataQuery{RefId: "bad", Json: []byte(text), TimeRange: &pluginv2.TimeRange{FromEpochMS: 0, ToEpochMS: 1}}
		good := queryOf(t, "good", from, to, psi)
		answers := askAll(t, about, nil, bad, good)
		oneFrame(t, answers["good"])
		if answers["bad"].Error != "" && answers["bad"].ErrorSource != "downstream" {
			t.Errorf("%.20q is called a bug of ours: %s", text, answers["bad"].Error)
		}
	}
	if answer, err := shared.Query(soon(t), &pluginv2.QueryDataRequest{}); err != nil || len(answer) != 0 {
		t.Errorf("nothing asked: %v %v", answer, err)
	}
	code, _ := call(t, about, "GET", "models/../../metrics", "")
	if code != 404 {
		t.Errorf("a path out of the API answered %d", code)
	}
}

func TestACancelledQueryCancelsItsRequest(t *testing.T) {
	begun, ended := make(chan bool, 1), make(chan bool, 1)
	about := fixture(t, func(_ http.ResponseWriter, request *http.Request) {
		var body object
		_ = json.NewDecoder(request.Body).Decode(&body)
		begun <- true
		<-request.Context().Done()
		ended <- true
	})
	ctx, cancel := context.WithCancel(soon(t))
	go func() {
		<-begun
		cancel()
	}()
	query := queryOf(t, "A", from, to, psi)
	if _, err := shared.Query(ctx, &pluginv2.QueryDataRequest{PluginContext: about, Queries: []*pluginv2.DataQuery{query}}); err == nil {
		t.Error("a cancelled query was answered")
	}
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Error("the collector goes on working for nobody")
	}
}

func TestViewersReadAndEditorsReplay(t *testing.T) {
	var replays atomic.Int32
	about := fixture(t, func(writer http.ResponseWriter, request *http.Request) {
		if request.Method == "POST" {
			replays.Add(1)
			writer.WriteHeader(202)
		}
		_, _ = writer.Write([]byte(`{"models":[]}`))
	})
	url := about.DataSourceInstanceSettings.Url
	for role, expected := range map[string]int32{"Viewer": 403, "": 403, "None": 403, "Editor": 202, "Admin": 202} {
		asker := contextFor(url, "secret", role)
		if code, answer := call(t, asker, "POST", "replays", "{}"); code != expected {
			t.Errorf("%q starting a replay: %d %v", role, code, answer)
		} else if code == 403 {
			contains(t, answer["message"].(string), "Only editors and admins")
		}
		if code, _ := call(t, asker, "GET", "models", ""); code != 200 {
			t.Errorf("%q reading the models: %d", role, code)
		}
	}
	if replays.Load() != 2 {
		t.Errorf("%d replays reached the collector", replays.Load())
	}
}

// residentBytes of a process, where the system tells.
func residentBytes(t *testing.T, pid int) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		t.Skip("this system does not tell the memory of a process")
	}
	pages, _ := strconv.ParseInt(strings.Fields(string(text))[1], 10, 64)
	return pages * int64(os.Getpagesize())
}

func TestTenThousandQueriesLeaveNoLeak(t *testing.T) {
	about := fixture(t, answerFrame(t))
	run := func(queries int) {
		var group sync.WaitGroup
		for worker := 0; worker < 8; worker++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for n := 0; n < queries/8; n++ {
					ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
					answer, err := shared.Query(ctx, &pluginv2.QueryDataRequest{
						PluginContext: about,
						Queries:       []*pluginv2.DataQuery{queryOf(t, "A", from, to, psi)},
					})
					cancel()
					if err != nil || answer["A"].Error != "" {
						t.Errorf("query %d: %v %v", n, err, answer["A"])
						return
					}
				}
			}()
		}
		group.Wait()
	}
	// The first queries fill caches and let the collector of garbage find its size.
	run(4_000)
	before := residentBytes(t, shared.Pid())
	started := time.Now()
	run(10_000)
	took := time.Since(started)
	after := residentBytes(t, shared.Pid())
	t.Logf("10000 queries in %.1f s (%.0f a second); resident %.1f MiB before, %.1f MiB after",
		took.Seconds(), 10_000/took.Seconds(), float64(before)/(1<<20), float64(after)/(1<<20))
	if grown := after - before; grown > 32<<20 {
		t.Errorf("the backend grew by %.1f MiB", float64(grown)/(1<<20))
	}
}

func TestMetricsArePrometheusText(t *testing.T) {
	answer, err := shared.diagnostics.CollectMetrics(soon(t), &pluginv2.CollectMetricsRequest{PluginContext: contextFor("http://127.0.0.1:1", "", "")})
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(answer.Metrics.Prometheus), "# TYPE modelwatch_datasource_queries_total counter", `outcome="ok"`, "modelwatch_datasource_requests_in_flight 0")
}

func TestShutdownTakesLessThanATenthOfASecond(t *testing.T) {
	var took []time.Duration
	for n := 0; n < 5; n++ {
		one, err := Start()
		if err != nil {
			t.Fatal(err)
		}
		pid := one.Pid()
		started := time.Now()
		one.client.Kill()
		took = append(took, time.Since(started))
		if _, err := os.Stat(fmt.Sprintf("/proc/%d/statm", pid)); err == nil {
			t.Error("the process is still there")
		}
	}
	slices.Sort(took)
	t.Logf("the median of five is %v, the longest %v", took[2], took[4])
	if took[2] > 100*time.Millisecond || took[4] > time.Second {
		t.Errorf("it took %v to end", took)
	}
}
